/**
 * The evidence cards. The first ones stand in the page; thousands would make it slow and large, so the rest
 * lies packed in it (gzip, base64), a hundred to a parcel, and the script unpacks what is asked for.
 */
import { gzipSync } from "node:zlib";
import { cardMarkup, type CardContext } from "./card.ts";
import { h, type Markup, NOTHING, trusted } from "./markup.ts";
import type { Row } from "./table.ts";
import { counted } from "./words.ts";

/** So many may all stand in the page; of more, the first ones alone. */
const IN_PAGE = 150;
const FIRST = 50;
const IN_PARCEL = 100;

export function cardsMarkup(rows: readonly Row[], context: CardContext): Markup {
  const fixed = rows.length <= IN_PAGE ? rows.length : FIRST;
  if (rows.length === 0) return NOTHING;
  const card = ({ candidate, id }: Row): Markup => cardMarkup(candidate, id, context);
  const packed = rows.slice(fixed);
  const parcels: Markup[] = [];
  for (let i = 0; i < packed.length; i += IN_PARCEL) {
    const some = packed.slice(i, i + IN_PARCEL);
    const bytes = gzipSync(h`${some.map(card)}`.text, { level: 6 });
    parcels.push(
      h`<script type="text/plain" class="pack" data-ids="${trusted(some.map(({ id }) => id).join(" "))}">${trusted(bytes.toString("base64"))}</script>`,
    );
  }
  const rest =
    packed.length === 0
      ? NOTHING
      : h`<p class="fine">${counted(packed.length, "further card")} ${packed.length === 1 ? "is" : "are"} unpacked by the script when a row of the table is chosen; report.json holds the same.</p>`;
  return h`${rows.slice(0, fixed).map(card)}${rest}${parcels}`;
}
