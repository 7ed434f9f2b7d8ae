/**
 * NHS numbers: ten digits, often written 3-3-4, of which the last is a check digit modulo 11 (NHS Data
 * Dictionary). A report goes from hand to hand: ids in it must not be these.
 */
export { nhsNumberIn } from "./number.ts";
