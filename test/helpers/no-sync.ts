// The quick tests write thousands of small files that nobody needs after a power cut; waiting for the disk was a
// third of their time. Kills and full disks are tried on the program as it is (`*.slow.test.ts`, in processes of its own).
import fs from "node:fs";
import { syncBuiltinESMExports } from "node:module";

fs.fsyncSync = () => undefined;
syncBuiltinESMExports();
