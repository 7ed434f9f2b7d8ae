// Preloaded by `npm run same`: a clock that stands still, so that two runs write the same documents.
const NOW = Date.UTC(2026, 0, 15, 12);
const Real = Date;
globalThis.Date = class extends Real {
  constructor(...given) {
    super(...(given.length === 0 ? [NOW] : given));
  }
  static now() {
    return NOW;
  }
};
performance.now = () => 0;
process.hrtime.bigint = () => 0n;
