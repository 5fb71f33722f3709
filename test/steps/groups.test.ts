import { Duration } from 'cdk8s';
import {
  claim, configMapFiles, CopyFiles, CopyFromImage, Deployment, helperImages, image, MakeDirectories, ScanVolume, secretFiles, VerifyCertificate,
  VerifyFiles, VerifyPermissions, type Workload,
} from '../../src';
import { Step } from '../../src/entries/steps';
import { containerOf, newChart } from '../support/kubernetes';

const app = image('registry.example.com/app:1', { user: 1000, group: 2000 });

class OwnStep extends Step<any> {
  constructor(scope: Workload, id: string, props: { readonly user: number }) {
    super(scope, id);
    this.register({
      ...props, purpose: 'does something', image: helperImages.busybox, program: { command: ['true'] }, defaultTimeout: Duration.seconds(30),
    });
  }
}

/** Without a group a runtime gives a user that the image does not know the group 0, which the app has not. */
describe('a step that runs as a user of its own has the group of that number', () => {
  const data = (web: Workload<any>) => claim(web, 'data', 'data');
  const steps: Record<string, (web: Deployment<any>, user: number | undefined) => Step> = {
    VerifyPermissions: (web, user = 65534) => new VerifyPermissions(web, 'step', { volume: data(web), user }),
    VerifyFiles: (web, user) => new VerifyFiles(web, 'step', { from: data(web), notEmpty: ['a'], ...(user === undefined ? {} : { user }) }),
    VerifyCertificate: (web, user) => new VerifyCertificate(web, 'step', { from: secretFiles('tls'), hosts: ['a'], ...(user === undefined ? {} : { user }) }),
    ScanVolume: (web, user) => new ScanVolume(web, 'step', { volume: data(web), ...(user === undefined ? {} : { user }) }),
    CopyFromImage: (web, user) => new CopyFromImage(web, 'step', { image: app, directory: '/etc/app', ...(user === undefined ? {} : { user }) }),
    CopyFiles: (web, user = 65534) => new CopyFiles(web, 'step', { from: configMapFiles('a'), files: ['a'], user }),
    MakeDirectories: (web, user = 65534) => new MakeDirectories(web, 'step', { volume: data(web), directories: ['a'], user }),
    'one of its maker\'s': (web, user = 65534) => new OwnStep(web, 'step', { user }),
  };

  test.each(Object.entries(steps))('%s', (_, build) => {
    for (const user of [999, undefined]) {
      const web = new Deployment(newChart(), 'web');
      build(web, user);
      web.addContainer('app', { image: app });
      expect(containerOf(web, 'step').securityContext).toMatchObject({ runAsUser: user ?? 65534, runAsGroup: user ?? 65534 });
    }
  });

  test('a scanner in its own image has user and group of that image', () => {
    const web = new Deployment(newChart(), 'web');
    new ScanVolume(web, 'step', { volume: data(web), scanner: { image: app, command: ['scan'] } });
    web.addContainer('app', { image: app });
    expect(containerOf(web, 'step').securityContext).toMatchObject({ runAsUser: 1000, runAsGroup: 2000 });
  });
});
