import { BACKENDS } from "../../start-backend.ts";
import { startLayers } from "../start-layers.ts";
import { migrationSuite, stockSuite } from "./migration-suite.ts";

const start = (backend: string): Promise<void> => startLayers(backend as (typeof BACKENDS)[number]);
stockSuite(BACKENDS, start);
migrationSuite(BACKENDS, start);
