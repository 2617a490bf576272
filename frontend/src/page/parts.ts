// The components of a page that have a name: what a kernel that comes later is linked to.
import type { Model } from "../model";

/** Page models by part key (`cxwidgets/parts.py`). */
export const parts = new Map<string, Model>();
