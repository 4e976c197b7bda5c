import { BACKENDS } from "../../start-backend.ts";
import { startLayers } from "../start-layers.ts";
import { migrationSuite } from "./migration-suite.ts";

migrationSuite(BACKENDS, (backend) => startLayers(backend as (typeof BACKENDS)[number]));
