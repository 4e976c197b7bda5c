/** One round spreads by nothing, which says nothing; a dash stands in the place of its spread. */
export const FEWEST_TO_SPREAD = 2;
