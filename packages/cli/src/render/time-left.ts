/** Before that, starting counts for more than the work. */
const SOONEST_MILLISECONDS = 3000;
const LEAST_SHARE = 0.02;

/**
 * How long the rest takes if it goes on as before, roughly, as people say it: `, about 3 min left`. Empty as long as there is
 * too little to tell by, and once it is over.
 *
 * @param share of the work that is done, in [0, 1].
 * @param elapsed since its beginning, in milliseconds.
 */
export function timeLeft(share: number, elapsed: number): string {
  if (elapsed < SOONEST_MILLISECONDS || share < LEAST_SHARE || share >= 1) return "";
  const seconds = (elapsed * (1 - share)) / share / 1000;
  if (seconds < 5) return ", seconds left";
  return seconds < 55
    ? `, about ${5 * Math.round(seconds / 5)} s left`
    : `, about ${Math.round(seconds / 60)} min left`;
}
