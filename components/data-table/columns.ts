import {
  columnVisibilityFeature,
  createColumnHelper,
  metaHelper,
  type RowData,
  type TableOptions,
  tableFeatures,
} from "@tanstack/table-core";
import { storeReactivityBindings } from "@tanstack/table-core/store-reactivity-bindings";

/** What a column says about itself beyond its header and cell. */
export type ColumnLook = {
  /** The name under which the server sorts by it; without it the head is no link. */
  sort?: string;
  /** Numbers stand at the end, so that they line up. */
  align?: "end";
  /** True for a column that shows only once it was chosen. */
  hidden?: boolean;
  /** Whether long text breaks instead of widening the table. */
  wrap?: boolean;
};

export const features = tableFeatures({
  coreReactivityFeature: storeReactivityBindings(),
  columnVisibilityFeature,
  columnMeta: metaHelper<ColumnLook>(),
});
export type Features = typeof features;

export type Columns<Row extends RowData> = TableOptions<Features, Row>["columns"];

/** Builds the columns of one kind of row; every table in the house starts here. */
export function columnsOf<Row extends RowData>() {
  return createColumnHelper<Features, Row>();
}
