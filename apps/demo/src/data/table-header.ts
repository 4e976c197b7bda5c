/** Column names that core takes for the label's, in any case; else the last column is. */
const LABEL_NAMES = ["label", "class", "target", "species"];

/** What a table's first line says. */
export interface TableHeader {
  readonly labelColumn: string;
  /** Whether its name says that it is the label; otherwise it was taken because it is the last one. */
  readonly labelNamed: boolean;
  /** The other columns. */
  readonly inputColumns: readonly string[];
}

/** The columns of a table that core has read: which of them it took for the label, it does not tell. */
export function tableHeader(text: string): TableHeader {
  const names = firstRecord(text);
  const named = names.findIndex((name) => LABEL_NAMES.includes(name.toLowerCase()));
  const position = named < 0 ? names.length - 1 : named;
  return {
    labelColumn: names[position] ?? "",
    labelNamed: named >= 0,
    inputColumns: names.filter((_, column) => column !== position),
  };
}

/** The fields of the first line that is not blank, by RFC 4180. */
function firstRecord(text: string): readonly string[] {
  const fields: string[] = [];
  const field = /(?:"((?:[^"]|"")*)"|([^",\r\n]*))(,|\r?\n|$)/y;
  field.lastIndex = Math.max(0, text.search(/[^\r\n\uFEFF]/));
  for (let match = field.exec(text); match !== null; match = field.exec(text)) {
    fields.push((match[1]?.replaceAll('""', '"') ?? match[2] ?? "").trim());
    if (match[3] !== ",") break;
  }
  return fields;
}
