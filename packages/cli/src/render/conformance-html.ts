import { CASE_STATUSES, type ConformanceRecord } from "@lockstep/conformance";

const STYLE = `body{font:15px/1.5 system-ui,sans-serif;max-width:60rem;margin:2rem auto;padding:0 1rem}
table{border-collapse:collapse}th,td{padding:.2rem .8rem;border-bottom:1px solid #ccc;text-align:right}
th:first-child,td:first-child{text-align:left}`;

/**
 * A page of what the engines hold, clause by clause.
 *
 * @param records one for each engine; each gets a column.
 */
export function conformanceHtml(records: readonly ConformanceRecord[]): string {
  const clauses = [...new Set(records.flatMap((record) => Object.keys(record.clauses)))].sort();
  const rows = [
    ["", ...records.map(({ subject, place }) => `${subject} in ${place}`)],
    ...CASE_STATUSES.map((status) => [status, ...records.map(({ counts }) => String(counts[status]))]),
    ...clauses.map((clause) => [clause, ...records.map((record) => cellOf(record.clauses[clause]))]),
  ];
  const lines = rows.map((cells, row) => {
    const tag = row === 0 ? "th" : "td";
    return `<tr>${cells.map((cell) => `<${tag}>${escapeHtml(cell)}</${tag}>`).join("")}</tr>`;
  });
  const reasons = records.flatMap(({ subject, exceptions }) =>
    exceptions.map(
      ({ status, reason, cases }) => `<li>${escapeHtml(`${subject}, ${cases} ${status}: ${reason}`)}</li>`,
    ),
  );
  return `<!doctype html>
<html lang="en"><meta charset="utf-8"><title>Lockstep conformance</title><style>${STYLE}</style>
<h1>Lockstep conformance</h1>
<table>
${lines.join("\n")}
</table>
<ul>
${reasons.join("\n")}
</ul>
</html>
`;
}

/** `24 passed, 2 failed` */
function cellOf(counts: ConformanceRecord["clauses"][string] = {}): string {
  const words = Object.entries(counts).map(([status, count]) => `${count} ${status}`);
  return words.length === 0 ? "no case" : words.join(", ");
}

function escapeHtml(text: string): string {
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");
}
