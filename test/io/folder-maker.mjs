/** A thread that makes the same nested folders as another one, each at the same moment. */
import { join } from "node:path";
import { workerData } from "node:worker_threads";
import { makeFolder } from "../../src/io/make-folder.ts";

const { folder, start, times } = workerData;
const arrived = new Int32Array(start);
for (let i = 0; i < times; i += 1) {
  Atomics.add(arrived, 0, 1);
  while (Atomics.load(arrived, 0) < 2 * (i + 1));
  makeFolder(join(folder, `shared-${i}`, "a", "b", "c"));
}
