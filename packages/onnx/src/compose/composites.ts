export const COMPOSITES: Map<string, any> = new Map();
