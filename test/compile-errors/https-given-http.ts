import { FetchConfig, https } from 'cdk8s-prelude';
import { stage } from './support/stage';

const { web } = stage();

new FetchConfig(web, 'pages', {
  // @error "http://config.example.com/pages.json" is no https URL: begin it with "https://", or use plainHttp(url, { sha256 })
  // @on 'http://config.example.com/pages.json'
  from: https('http://config.example.com/pages.json'),
});
