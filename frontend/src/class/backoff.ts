/**
 * How long to wait before attempt `n` (0, 1, 2, …), in milliseconds. Half of it is chance: fifty
 * pages that lost the same server must not come back in the same instant.
 */
export function backoff(attempt: number, first = 500, most = 15_000, chance = Math.random()): number {
  const full = Math.min(most, first * 2 ** attempt);
  return full / 2 + (full / 2) * chance;
}
