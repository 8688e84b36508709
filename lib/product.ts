/** What the product is called, wherever its name shows. */
export const PRODUCT = 'Harbor'
