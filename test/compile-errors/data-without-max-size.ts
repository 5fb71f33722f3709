import { FetchData, https } from 'cdk8s-prelude';
import { stage } from './support/stage';

const { web } = stage();

// @compiler Property 'maxSize' is missing in type
// @runtime maxSize must be a Size, such as Size.mebibytes(64): a bare number has no unit.
// @on {
new FetchData(web, 'model', { from: https('https://example.com/model.bin') });
