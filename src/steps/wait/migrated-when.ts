import { checkReason } from '../../checks/values';
import { command, type CommandProps } from './command';
import { Target } from './target';

/**
 * A schema that your own command proves to be migrated, by ending with 0: for databases whose versions the library cannot read, such as
 * MongoDB or ClickHouse. The command should accept newer versions as well.
 *
 * @param props the image, the command and what it proves
 * @throws {@link PreludeError} when the command is empty or the image does not have it
 *
 * @example
 * until: migratedWhen({ image: image('registry.example.com/mongosh:2.3.8', { user: 999 }), command: ['mongosh', '--quiet', '--file', '/check.js'], proves: 'index v3 is there' })
 * // args: [--timeout, '570', 'schema=command:', --command, '4', mongosh, …]
 */
export function migratedWhen(props: CommandProps): Target<'ready', 'schema'> {
  checkReason('migratedWhen()', 'proves', props?.proves);
  return new Target('ready', 'schema', command(props as never)._spec);
}
