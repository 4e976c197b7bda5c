/** A file of the build. */
export interface OfflineFile {
  /** Relative to the page, with slashes: `assets/index-abc.js`. */
  readonly path: string;
  readonly bytes: number;
  /** As in `<script integrity>`: no file of another build is taken for it. */
  readonly integrity: string;
}

/** Everything that the page can ever load, of one build. */
export interface OfflineManifest {
  /** Differs between builds that differ in any file. */
  readonly build: string;
  readonly files: readonly OfflineFile[];
}
