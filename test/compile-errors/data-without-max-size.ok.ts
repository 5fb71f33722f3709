import { Size } from 'cdk8s';
import { FetchData, https } from 'cdk8s-prelude';
import { stage } from './support/stage';

const { web } = stage();

new FetchData(web, 'model', { maxSize: Size.gibibytes(4), from: https('https://example.com/model.bin') });
