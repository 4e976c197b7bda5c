/** One class's claim to an extra row in every batch: `share / rowCount` of a row, `share` being below `rowCount`. */
interface Claim {
  readonly index: number;
  readonly share: number;
  /** Extra rows had so far; the next one is number `had + 1`. */
  had: number;
  /** The batches between which the next extra row falls due: from `release` (inclusive) to `deadline` (exclusive). */
  release: number;
  deadline: number;
  /** `(had + 1) · rowCount mod share`: what the deadline was rounded up by; 0 if it is exact. */
  remainder: number;
}

/**
 * How many rows of each class every full batch holds, so that both are within one row of the class's share: each batch,
 * and all batches up to it.
 *
 * Class *c* is due `batchSize · n_c / n` rows a batch. Its whole part it gets; the fractions of all classes sum to a
 * whole number *m*, and in every batch *m* classes get one row more. Which ones is a schedule of *m* processors among
 * tasks of these weights, for which the pfair algorithm PD² is exact: the extra row number *j* of weight w may fall in
 * batches floor((j-1)/w) to ceil(j/w) - 1, and among the classes that may have one, those with the earliest deadline
 * ceil(j/w) come first; then those whose next row could share the batch before the deadline (ceil(j/w) > j/w); then those
 * with the later group deadline (0 for w < 1/2, else ceil(ceil(ceil(j/w) · (1-w)) / (1-w))); then those that come first.
 *
 * All in whole numbers; the products must stay below 2^53, which the caller checks.
 *
 * Source: Baruah, Cohen, Plaxton and Varvel, "Proportionate progress" (1996); Anderson and Srinivasan, "Early-release
 * fair scheduling" (2000).
 *
 * @param classCounts rows of each class; they sum to `rowCount`.
 * @returns for each full batch, which classes get a row beyond floor(batchSize · n_c / n).
 */
export function spreadClasses(classCounts: readonly number[], batchSize: number, batches: number): number[][] {
  const rowCount = classCounts.reduce((sum, count) => sum + count, 0);
  const claims = classCounts
    .map((count, index) => claimOf(index, (batchSize * count) % rowCount, rowCount))
    .filter(({ share }) => share > 0);
  const extras = claims.reduce((sum, { share }) => sum + share, 0) / rowCount;
  return Array.from({ length: batches }, (_, batch) => {
    const chosen = claims
      .filter(({ release }) => release <= batch)
      .sort((a, b) => before(a, b, rowCount))
      .slice(0, extras);
    for (const claim of chosen) advance(claim, rowCount);
    return chosen.map(({ index }) => index);
  });
}

function claimOf(index: number, share: number, rowCount: number): Claim {
  const claim = { index, share, had: -1, release: 0, deadline: 0, remainder: 0 };
  if (share > 0) advance(claim, rowCount);
  return claim;
}

/** Moves a claim on to its next extra row. */
function advance(claim: Claim, rowCount: number): void {
  claim.had += 1;
  claim.release = Math.floor((claim.had * rowCount) / claim.share);
  claim.deadline = Math.ceil(((claim.had + 1) * rowCount) / claim.share);
  claim.remainder = ((claim.had + 1) * rowCount) % claim.share;
}

/** The order of PD²: negative if `a` goes first. */
function before(a: Claim, b: Claim, rowCount: number): number {
  if (a.deadline !== b.deadline) return a.deadline - b.deadline;
  if (a.remainder > 0 !== b.remainder > 0) return a.remainder > 0 ? -1 : 1;
  if (a.remainder > 0) {
    const [first, second] = [groupDeadline(a, rowCount), groupDeadline(b, rowCount)];
    if (first !== second) return second - first;
  }
  return a.index - b.index;
}

/** The batch by which a chain of windows of two batches, each overlapping the next, must have been served. */
function groupDeadline({ share, deadline }: Claim, rowCount: number): number {
  if (2 * share < rowCount) return 0;
  const rest = rowCount - share;
  return Math.ceil((Math.ceil((deadline * rest) / rowCount) * rowCount) / rest);
}
