/** A run that came to nothing that could be written, through no fault of the program. */
export class TrainingFailure extends Error {
  /** What to do about it. */
  readonly remedy: string;

  constructor(message: string, remedy: string) {
    super(message);
    this.name = "TrainingFailure";
    this.remedy = remedy;
  }
}
