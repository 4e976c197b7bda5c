import { PAGE_BACKENDS, startPageBackend } from "../../browser/start-page-backend.ts";
import { migrationSuite } from "./migration-suite.ts";

migrationSuite(PAGE_BACKENDS, (backend) => startPageBackend(backend as (typeof PAGE_BACKENDS)[number]));
