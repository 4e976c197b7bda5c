/**
 * The first records of a CSV text, the line of names included, for a look at them; quotes as in RFC 4180. What is wrong
 * with a table is told by whoever reads all of it.
 */
export function csvHead(text: string, count: number): readonly (readonly string[])[] {
  const records: string[][] = [];
  let record: string[] = [];
  let field = "";
  let quoted = false;
  const endRecord = (): void => {
    if (record.length > 0 || field.trim() !== "") records.push([...record, field.trim()]);
    record = [];
    field = "";
  };
  const start = text.startsWith("\uFEFF") ? 1 : 0;
  for (let index = start; index < text.length && records.length < count; index++) {
    const letter = text[index]!;
    if (letter === '"') {
      if (quoted && text[index + 1] === '"') {
        field += letter;
        index += 1;
      } else quoted = !quoted;
    } else if (letter === "," && !quoted) {
      record.push(field.trim());
      field = "";
    } else if ((letter === "\n" || letter === "\r") && !quoted) endRecord();
    else field += letter;
  }
  if (records.length < count) endRecord();
  return records;
}
