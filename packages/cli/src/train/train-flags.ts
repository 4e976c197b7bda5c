/** Options as the command line gives them: text, under commander's names. */
export interface TrainFlags {
  readonly data?: string;
  readonly dataDir?: string;
  readonly label?: string;
  readonly inputs?: string;
  readonly targets?: string;
  readonly validation?: string;
  readonly rows?: string;
  readonly scale?: string;
  readonly mean?: string;
  readonly std?: string;
  readonly standardize?: boolean;
  readonly dimension?: readonly string[];
  readonly outputName?: string;
  readonly trainable?: readonly string[];
  readonly freeze?: readonly string[];
  readonly loss?: string;
  readonly epochs?: string;
  readonly batchSize?: string;
  readonly learningRate?: string;
  readonly momentum?: string;
  readonly weightDecay?: string;
  readonly clipNorm?: string;
  readonly patience?: string;
  readonly seed?: string;
  readonly threads?: string;
  readonly out?: string;
  readonly force?: boolean;
  readonly json?: string;
  readonly plot?: string;
  readonly checkpoint?: string;
  readonly resume?: string;
  readonly list?: boolean;
}
