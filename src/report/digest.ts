/** Digest of a policy. */
import { canonicalJson } from "../core/canonical.ts";
import { sha256 } from "../core/digest.ts";
import type { Policy } from "../core/policy.ts";
import { onceFor } from "../core/once.ts";

/** sha256 (hexadecimal) of the policy's canonical JSON; counted once for a policy that many cases share. */
export const policyDigest = onceFor((policy: Policy) => sha256(canonicalJson(policy)));
