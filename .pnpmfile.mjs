/**
 * Takes out of a manifest, as it is packed, what only this workspace has a use for: the condition by which tests import
 * sources, which are not published, and how to build and test the package.
 */
function beforePacking(manifest) {
  const { scripts: _, devDependencies: __, ...published } = manifest;
  if (published.exports !== undefined) published.exports = withoutSources(published.exports);
  if (Array.isArray(published.sideEffects)) {
    published.sideEffects = published.sideEffects.filter((file) => !file.startsWith("./src/"));
  }
  return published;
}

/** The entries without `@lockstep/source`; those that have nothing else are gone. */
function withoutSources(exports) {
  return Object.fromEntries(
    Object.entries(exports).flatMap(([entry, target]) => {
      if (typeof target === "string") return [[entry, target]];
      const { "@lockstep/source": _, ...conditions } = target;
      return Object.keys(conditions).length === 0 ? [] : [[entry, conditions]];
    }),
  );
}

export const hooks = { beforePacking };
