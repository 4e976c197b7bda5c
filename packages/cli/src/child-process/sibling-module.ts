/** Address of a module in the folder of another, with the same extension, so that sources and the built package both work. */
export function siblingModule(importer: string, name: string): URL {
  return new URL(`./${name}${importer.slice(importer.lastIndexOf("."))}`, importer);
}
