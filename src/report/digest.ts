/** Digest of a policy. */
import { canonicalJson } from "../core/canonical.ts";
import { sha256 } from "../core/digest.ts";
import type { Policy } from "../core/policy.ts";

/** sha256 (hexadecimal) of the policy's canonical JSON; counted once for a policy that many cases share. */
export function policyDigest(policy: Policy): string {
  let digest = digests.get(policy);
  if (digest === undefined) {
    digest = sha256(canonicalJson(policy));
    digests.set(policy, digest);
  }
  return digest;
}

const digests = new WeakMap<Policy, string>();
