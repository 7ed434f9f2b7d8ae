// What leaves near a survivor is told, wherever the file is cut into batches.
import { expect, it } from "vitest";
import { Neighbours } from "../../src/scan/neighbours.ts";

/** Positions told of batches of records: those that stay, and those that leave for their consequence. */
function told(batches: number[][], stays: number[]): number[] {
  const found: number[] = [];
  for (const batch of batches) {
    const neighbours = new Neighbours(({ start }) => found.push(start));
    neighbours.enterContig();
    for (const pos of batch) {
      neighbours.enterPosition(pos);
      if (stays.includes(pos)) neighbours.stay();
      else neighbours.pass({ start: pos, end: pos + 1 }, "consequence");
    }
    neighbours.finish();
  }
  return found.filter((pos) => stays.some((at) => Math.abs(at - pos) <= 150));
}

it("HP-03: before and behind a survivor, in one batch and across the borders of many", () => {
  const all = Array.from({ length: 200 }, (_, i) => 1000 + 10 * i);
  const expected = all.filter((pos) => pos !== 2000 && pos >= 1850 && pos <= 2150);
  expect(told([all], [2000])).toEqual(expected);
  for (let cut = 80; cut < 120; cut++)
    expect(told([all.slice(0, cut), all.slice(cut)], [2000])).toEqual(expected);
});
