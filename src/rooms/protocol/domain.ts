/** The protocol's four fields of collaboration, in its order. Taking part is voluntary in each. */
export const domains = ['mutual_information', 'communication', 'expertise', 'individual_support'] as const;
export type Domain = (typeof domains)[number];
