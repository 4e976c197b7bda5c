import { expose } from "comlink";
import type { CsvFile } from "../../data/experiment-data.ts";
import { openUserTable } from "../../data/open-user-table.ts";
import type { TableHeader } from "../../data/table-header.ts";
import { proposedSizes } from "../../data/user-table.ts";
import { sendErrorDetails } from "../../training/send-error-details.ts";

/** What the page needs to know of a user's table before it is trained on. */
export interface TableFacts extends TableHeader {
  readonly rowCount: number;
  readonly classNames: readonly string[];
  /** Rows to train and to validate on that suit it. */
  readonly proposed: { readonly training: number; readonly validation: number };
}

/** What the worker does for the page: a large table takes longer to read than a page may stand still. */
export interface TableWorkerApi {
  read(csv: CsvFile): Promise<TableFacts>;
}

const api: TableWorkerApi = {
  async read(csv) {
    const table = await openUserTable(csv);
    const { training, validation } = proposedSizes(table);
    const { rows, classNames, labelColumn, labelNamed, inputColumns } = table;
    return {
      rowCount: rows.rowCount,
      classNames,
      labelColumn,
      labelNamed,
      inputColumns,
      proposed: { training, validation },
    };
  },
};

sendErrorDetails();
expose(api);
