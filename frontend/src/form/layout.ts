/** Below this width, in pixels, a form is drawn for a phone. */
export const NARROW = 560;
/** From this width on, the questions of a gap stand beside the picture instead of beneath it. */
export const BESIDE = 760;

export interface Box { key: string; x: number; y: number; w: number; h: number }
export interface Ring { n: 1 | 2 | 3 | 4 | 5; x: number; y: number }
export interface Drawing {
  width: number;
  height: number;
  boxes: Box[];
  /** Where a box feeds the next one: solid, with an arrow at the end. */
  flows: string[];
  /** What a gap lies between: dashed, its ring in the middle. */
  gaps: string[];
  rings: Ring[];
  /** The line between customer and company. */
  line: number;
}

/**
 * Place the gaps model of service quality (Parasuraman, Zeithaml and Berry 1985) in `width` pixels.
 *
 * The customer stands above the line and the company below. A phone and a screen get the same
 * arrangement, so that a gap is always at the same place.
 */
export function layout(width: number): Drawing {
  const wide = width >= NARROW;
  const high = wide ? 56 : 50; // a box
  const apart = wide ? 60 : 50; // boxes with a ring between them
  const margin = wide ? 68 : 50; // room for gap 1 at the left
  const middle = wide ? 92 : 52; // room for gap 4
  const spine = Math.round((width - margin - middle) * (wide ? 0.56 : 0.53));
  const side = margin + spine + middle;

  const sources = ["word_of_mouth", "personal_needs", "past_experience"];
  const gutter = wide ? 16 : 8;
  const third = (width - margin - 2 * gutter) / 3;
  const top = sources.map((key, i) => ({ key, x: margin + i * (third + gutter), y: 1, w: third, h: high }));

  const rows = [high + 32];
  const steps = [apart, wide ? 56 : 46, apart, apart]; // the second crosses the line
  for (const step of steps) rows.push(rows[rows.length - 1]! + high + step);
  const names = ["expected", "perceived", "delivery", "standards", "understanding"];
  const column = names.map((key, i) => ({
    key,
    x: margin,
    y: rows[i]!,
    w: i < 3 ? spine : width - margin - 1, // what carries both delivery and promises is as wide as both
    h: high,
  }));
  const [expected, perceived, delivery, standards, understanding] = column as [Box, Box, Box, Box, Box];
  const promises = { key: "promises", x: side, y: delivery.y, w: width - side - 1, h: high };

  const bus = expected.y - 16; // the three sources meet on this line
  const centre = (box: Box) => box.x + box.w / 2;
  const waist = (box: Box) => box.y + box.h / 2;
  const mid = centre(expected);
  const loop = margin / 2;
  const between = (upper: Box, lower: Box) => `M${mid} ${upper.y + upper.h + 4}V${lower.y - 4}`;
  const to = promises.x + 16;
  return {
    width,
    height: understanding.y + high + 1,
    boxes: [...top, ...column, promises],
    flows: [
      ...top.map((box) => `M${centre(box)} ${box.y + high}V${bus}H${mid}V${expected.y - 3}`),
      `M${mid - spine / 4} ${delivery.y}V${perceived.y + high + 3}`,
      `M${to} ${promises.y}V${waist(expected)}H${expected.x + spine + 3}`,
      `M${to} ${waist(perceived)}H${perceived.x + spine + 3}`,
    ],
    gaps: [
      `M${margin - 4} ${waist(expected)}H${loop}V${waist(understanding)}H${margin - 4}`,
      between(standards, understanding),
      between(delivery, standards),
      `M${margin + spine + 4} ${waist(delivery)}H${side - 4}`,
      between(expected, perceived),
    ],
    rings: [
      { n: 1, x: loop, y: waist(delivery) },
      { n: 2, x: mid, y: standards.y + high + apart / 2 },
      { n: 3, x: mid, y: delivery.y + high + apart / 2 },
      { n: 4, x: margin + spine + middle / 2, y: waist(delivery) },
      { n: 5, x: mid, y: expected.y + high + apart / 2 },
    ],
    line: perceived.y + high + (delivery.y - perceived.y - high) / 2,
  };
}
