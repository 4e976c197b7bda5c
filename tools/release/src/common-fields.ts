import type { Manifest } from "./manifest.ts";
import { repositoryAddress } from "./repository-address.ts";

/** What every public manifest says in the same words, from the root manifest alone. */
type CommonFields = Pick<Manifest, "license" | "author" | "repository" | "homepage" | "bugs">;

/**
 * The fields that a public package has from the root manifest: licence, author, and, once the root manifest names the
 * repository, where the package's sources, its home page and the list of its faults are.
 *
 * @param folder of the package in the repository: `packages/core`.
 */
export function commonFields(root: Manifest, folder: string): CommonFields {
  const address = repositoryAddress(root);
  return {
    ...(root.license === undefined ? {} : { license: root.license }),
    ...(root.author === undefined ? {} : { author: root.author }),
    ...(root.repository === undefined || address === undefined
      ? {}
      : {
          homepage: `${address}/tree/HEAD/${folder}#readme`,
          bugs: { url: `${address}/issues` },
          repository: { ...root.repository, directory: folder },
        }),
  };
}
