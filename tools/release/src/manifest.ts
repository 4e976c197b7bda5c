/** Where the sources of a package are, in npm's terms. */
export interface Repository {
  readonly type: string;
  /** `git+https://...git` */
  readonly url: string;
  /** The package's folder in it. */
  readonly directory?: string;
}

/** Names of packages with what is wanted of them. */
type Ranges = Readonly<Record<string, string>>;

/** The fields of a `package.json` that a release looks at. */
export interface Manifest {
  readonly name: string;
  readonly version: string;
  readonly private?: boolean;
  readonly description?: string;
  readonly license?: string;
  readonly author?: string;
  readonly repository?: Repository;
  readonly homepage?: string;
  readonly bugs?: { readonly url: string };
  readonly keywords?: readonly string[];
  readonly bin?: Readonly<Record<string, string>>;
  readonly exports?: unknown;
  readonly sideEffects?: boolean | readonly string[];
  readonly publishConfig?: { readonly access?: string };
  readonly engines?: { readonly node?: string };
  readonly scripts?: Readonly<Record<string, string>>;
  readonly dependencies?: Ranges;
  readonly devDependencies?: Ranges;
  readonly peerDependencies?: Ranges;
  readonly optionalDependencies?: Ranges;
}
