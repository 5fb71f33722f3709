import { App, Chart, Testing } from 'cdk8s';
import { Deployment, http, image, secretKey, WaitForService } from 'cdk8s-prelude';
import { mountsOf, podSecurityOf, stepsOf } from 'cdk8s-prelude/testing';
import { RegisterService } from './register-service';

const chart = new Chart(new App(), 'shop');
const web = new Deployment(chart, 'web');
const consul = new WaitForService(web, 'wait', { until: http('http://consul:8500/v1/status/leader') });
const step = new RegisterService(web, 'register', {
  registry: consul.ready, url: 'http://consul:8500', service: 'shop', token: secretKey('consul', 'token'),
});
web.addContainer('app', { image: image('registry.example.com/shop:1.4.2', { user: 1000, group: 1000 }), mounts: { '/etc/registration': step.files } });

test('registers once the registry answers', () => {
  expect(stepsOf(web)).toEqual(['wait', 'register']);
  expect(web.startUpPlan.steps[1]).toMatchObject({ kind: 'RegisterService', after: ['wait'], deadlineSeconds: 60 });
});

test('the app finds the registration, and cannot write it', () => {
  expect(mountsOf(web, 'app')).toMatchObject({ '/etc/registration': { of: 'emptyDir register', readOnly: true } });
});

test('the token is in no argument', () => {
  expect(JSON.stringify(Testing.synth(chart))).toContain('"valueFrom":{"secretKeyRef":{"key":"token","name":"consul"}}');
});

test('it fits `restricted`', () => {
  expect(podSecurityOf(web)).toBe('restricted');
});
