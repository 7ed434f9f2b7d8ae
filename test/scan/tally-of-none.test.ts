/** Sample checks: that nothing was counted is said by a tally of zeros, not by none. */
import { expect, it } from "vitest";
import { newTally } from "../../src/pedigree/index.ts";
import { runScan } from "../../src/scan/pool/index.ts";
import { headerText, recordText } from "../helpers/vcf-text.ts";
import { planFor } from "./build.ts";

async function tallyOf(enabled: boolean, pos: number): Promise<unknown> {
  const text = `${recordText({ pos, genotypes: ["0/1"] })}\n`;
  const bytes = Uint8Array.from(Buffer.from(text));
  const done = await runScan({
    path: null,
    plan: planFor({
      header: headerText({ samples: ["C"] }),
      policy: (policy) => {
        policy.sampleChecks.enabled = enabled;
      },
    }),
    tasks: [{ kind: "text", bytes, startsAtLine: true }],
    threads: null,
    linesBefore: 0,
    onReply: () => {},
  });
  return done?.tally;
}

const IN_A_WINDOW = 965_050;

it("no record in the windows", async () => {
  expect(await tallyOf(true, 1500)).toEqual(newTally(1));
});

it("one of them", async () => {
  expect(await tallyOf(true, IN_A_WINDOW)).toMatchObject({ records: 1 });
});

it.each([1500, IN_A_WINDOW])("checks that are switched off count nothing, at %i", async (pos) => {
  expect(await tallyOf(false, pos)).toBeNull();
});
