export { productChanges } from './productChanges';
