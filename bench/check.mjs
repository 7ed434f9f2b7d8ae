// npm run check
//
// Format, lint, types and size, side by side: one after the other leaves half of two cores idle. Prints what each
// says once it is done; exit code 1 where one fails.
import { spawn } from "node:child_process";
import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL("..", import.meta.url));
const said = (child) =>
  new Promise((resolve, reject) => {
    let text = "";
    for (const stream of [child.stdout, child.stderr]) stream.on("data", (part) => (text += part));
    child.on("error", reject);
    child.on("close", (status) => resolve({ status, text }));
  });

// The types take longest.
const checks = ["typecheck", "size -- --check", "lint", "format"].map(async (check) => {
  const args = ["run", ...check.split(" ")];
  const { status, text } = await said(
    spawn("npm", args, { cwd: root, shell: process.platform === "win32" }),
  );
  process.stdout.write(text);
  if (status !== 0) process.exitCode = 1;
});
await Promise.all(checks);
