import { library } from "../../tsdown.base.ts";

export default library(["src/index.ts", "src/engine/index.ts", "src/reference/index.ts"]);
