/** The progress bar: bytes, records per second, time left. On a terminal only, never in a log. */
import { counted } from "../core/counted.ts";
import type { OnProgress } from "../core/log.ts";
import type { Terminal } from "./terminal.ts";

/** A job that is done sooner shows no bar at all. */
const QUIET_START_MS = 500;
const REPAINT_MS = 100;

/** @param now milliseconds, monotonic */
export function createProgress(
  terminal: Terminal,
  wanted: boolean,
  now: () => number = () => performance.now(),
): OnProgress {
  if (!wanted || !terminal.live) return () => {};
  const start = now();
  let lastPaint = start + QUIET_START_MS - REPAINT_MS;
  return (done) => {
    const time = now();
    if (time - lastPaint < REPAINT_MS) return;
    lastPaint = time;
    terminal.bar(progressLine(done, time - start));
  };
}

/** One line for people, e.g. ` 45 %  71.2/157.0 MB  118k records/s  0:07 left`. */
export function progressLine(done: Parameters<OnProgress>[0], elapsedMs: number): string {
  const { bytes, totalBytes, records } = done;
  if (done.unit === "cases" || done.unit === "panels")
    return countedLine(bytes, totalBytes ?? bytes, elapsedMs, done.unit);
  const parts: string[] = [];
  if (totalBytes === null || totalBytes === 0) parts.push(`${megabytes(bytes)} MB`);
  else parts.push(percent(bytes, totalBytes), `${megabytes(bytes)}/${megabytes(totalBytes)} MB`);
  const perSecond = elapsedMs > 0 ? (1000 * records) / elapsedMs : 0;
  if (done.unit !== "bytes")
    parts.push(
      `${perSecond >= 10_000 ? `${Math.round(perSecond / 1000)}k` : Math.round(perSecond)} records/s`,
    );
  if (totalBytes !== null && bytes > 0)
    parts.push(`${clock((elapsedMs * Math.max(0, totalBytes - bytes)) / bytes)} left`);
  return parts.join("  ");
}

/** ` 45 %  450/1000 cases  12 cases/s  0:46 left`. */
function countedLine(
  cases: number,
  all: number,
  elapsedMs: number,
  unit: "cases" | "panels",
): string {
  const perSecond = elapsedMs > 0 ? (1000 * cases) / elapsedMs : 0;
  const parts = [
    percent(cases, Math.max(1, all)),
    `${cases}/${counted(all, unit === "cases" ? "case" : "panel")}`,
    `${perSecond < 10 ? perSecond.toFixed(1) : Math.round(perSecond)} ${unit}/s`,
  ];
  if (cases > 0) parts.push(`${clock((elapsedMs * (all - cases)) / cases)} left`);
  return parts.join("  ");
}

function percent(done: number, all: number): string {
  return `${String(Math.min(100, Math.floor((100 * done) / all))).padStart(3)} %`;
}

function megabytes(bytes: number): string {
  return (bytes / 1e6).toFixed(1);
}

function clock(ms: number): string {
  const seconds = Math.ceil(ms / 1000);
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, "0")}`;
}
