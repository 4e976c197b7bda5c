/** The browser keeps nothing for this page, or no more: a private window, a setting, a full disk. */
export class StorageError extends Error {
  readonly code = "STORAGE_FAILED";
  readonly subject: string;
  readonly remedy: string;

  /** @param subject what could not be done: `this run's checkpoint` */
  constructor(subject: string, cause: unknown) {
    const isFull = cause instanceof Error && cause.name === "QuotaExceededError";
    const remedy = isFull
      ? "Free space on the disk, or delete this browser's data of sites that you no longer need."
      : "Leave the private window, or allow this site to store data, and load the page again.";
    super(`${subject} could not be kept in this browser${isFull ? ": its storage is full" : ""}. ${remedy}`, { cause });
    this.name = "StorageError";
    this.subject = subject;
    this.remedy = remedy;
  }
}
