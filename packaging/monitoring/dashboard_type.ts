// The type that the dashboard's JSON must have: Grafana's own, with enumerations as the words or numbers of JSON, and each
// kind of panel with its own options. Unknown keys are errors. `check_dashboard.cjs` puts the JSON behind it.
import type { Dashboard, FieldConfig, Panel, RowPanel } from "@grafana/schema";
import type { Options as StatOptions } from "@grafana/schema/dist/esm/raw/composable/stat/panelcfg/x/StatPanelCfg_types.gen";
import type { FieldConfig as TableFields, Options as TableOptions } from "@grafana/schema/dist/esm/raw/composable/table/panelcfg/x/TablePanelCfg_types.gen";
import type { FieldConfig as SeriesFields, Options as SeriesOptions } from "@grafana/schema/dist/esm/raw/composable/timeseries/panelcfg/x/TimeSeriesPanelCfg_types.gen";

type Json<T> = T extends string
  ? `${T}`
  : T extends number
    ? `${T}` extends `${infer N extends number}` ? N : never
    : T extends object ? { [K in keyof T]: Json<T[K]> } : T;

type Target = {
  refId: string;
  datasource: { type: "prometheus"; uid: string };
  expr: string;
  legendFormat: string;
  instant?: boolean;
  format?: "table" | "time_series" | "heatmap";
};

type PanelOf<Type extends string, Options, Fields> = Json<Omit<Panel, "type" | "options" | "fieldConfig" | "targets">> & {
  type: Type;
  targets: Target[];
  options: Json<Options>;
  fieldConfig: {
    defaults: Json<Omit<FieldConfig, "custom">> & { custom?: Json<Fields> };
    overrides: { matcher: { id: "byName"; options: string }; properties: { id: string; value?: unknown }[] }[];
  };
};

export type Checked = Json<Omit<Dashboard, "panels">> & {
  panels: (
    | PanelOf<"stat", StatOptions, never>
    | PanelOf<"table", TableOptions, TableFields>
    | PanelOf<"timeseries", SeriesOptions, SeriesFields>
    | Json<RowPanel>
  )[];
};
