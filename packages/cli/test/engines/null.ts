// A module whose subject is none.
export const subject = null;
