import { FetchData, https } from 'cdk8s-prelude';
import { stage } from './support/stage';

const { web } = stage();

// @compiler Property 'size' is missing in type
// @runtime size must be a Size, such as Size.mebibytes(64): a bare number has no unit.
// @on {
new FetchData(web, 'model', { from: https('https://example.com/model.bin') });
