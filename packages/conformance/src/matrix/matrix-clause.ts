/** A row of the matrix: a clause of the specifications. */
export interface MatrixClause {
  /** As in `DRP-4`. */
  readonly id: string;
  /** As in `Cutting a batch`. */
  readonly title: string;
  /** File of the specification, as in `dropout.md`. */
  readonly file: string;
  /** The specification's title, as in `Dropout`. */
  readonly section: string;
  /** Where the clause is proved if not by cases of the kit, and why there. @default nowhere */
  readonly elsewhere?: string;
}
