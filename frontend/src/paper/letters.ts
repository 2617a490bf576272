/** How wide words are: by a table, so that charts are laid out alike on every machine. */

/** First character, last character, and their width in thousandths of the font's size. */
export type Run = [first: number, last: number, width: number];

const SQUARE = 1000;

export function ruler(runs: Run[]): (word: string) => number {
  const known = new Map<number, number>();

  function look_up(character: number): number {
    let low = 0;
    let high = runs.length - 1;
    while (low <= high) {
      const middle = (low + high) >> 1;
      const [first, last, width] = runs[middle]!;
      if (character < first) high = middle - 1;
      else if (character > last) low = middle + 1;
      else return width;
    }
    return SQUARE; // an ideograph, or something as wide as one
  }

  return (word) => {
    let sum = 0;
    for (const letter of word) {
      const character = letter.codePointAt(0)!;
      let width = known.get(character);
      if (width === undefined) known.set(character, (width = look_up(character)));
      sum += width;
    }
    return sum / SQUARE;
  };
}
