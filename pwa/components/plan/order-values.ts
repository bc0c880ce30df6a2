/** What a form of an order holds: texts as they are typed, times as the plant's wall clock. */
export interface OrderValues {
  product: string;
  lot: string;
  lotNumber: string;
  upstreamLot: string;
  quantity: string;
  due: string;
  priority: string;
  colour: string;
  reference: string;
  notes: string;
}

export const NO_ORDER: OrderValues = {
  product: '',
  lot: '',
  lotNumber: '',
  upstreamLot: '',
  quantity: '',
  due: '',
  priority: '',
  colour: '',
  reference: '',
  notes: '',
};

/** Words for fields that cannot be as they are. */
export type OrderProblems = Partial<Record<keyof OrderValues, string>>;

export interface OrderTyped {
  /** What was just typed into. */
  name: keyof OrderValues;
  /** All that was typed. */
  typed: Partial<OrderValues>;
}
