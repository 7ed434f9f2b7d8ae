// Runs test files of a copy again and again in one process, so that its sources are transformed once. Started by
// mutants.mjs in the copy's folder: takes { files } by message, answers { noticed }: did one of them fail?
import { resolve } from "node:path";
import { createVitest } from "vitest/node";

const vitest = await createVitest("test", {
  watch: false,
  maxWorkers: 1,
  bail: 1,
  reporters: [{}],
  project: ["quick", "slow"],
});
await vitest.standalone();
process.on("message", ({ files }) => {
  answer(files).then(
    (noticed) => process.send({ noticed }),
    (error) => process.send({ error: error.stack }),
  );
});
process.send({ ready: true });

async function answer(files) {
  // What an earlier fault broke must not count for this one.
  vitest.state.filesMap.clear();
  vitest.state.errorsSet.clear();
  const specifications = await vitest.globTestSpecifications(files.map((file) => resolve(file)));
  if (specifications.length < files.length) throw new Error(`not found: ${files.join(" ")}`);
  const { testModules, unhandledErrors } = await vitest.runTestSpecifications(specifications);
  return unhandledErrors.length > 0 || testModules.some((one) => one.state() === "failed");
}
