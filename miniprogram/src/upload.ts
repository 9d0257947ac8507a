/** Putting where the server has it, what is only on the phone. */
import type { Draft } from './draft';
import { faultOfImage, given, isLocalMedia } from './image';
import { isUploaded } from './plan';
import { Code } from './rules.generated';
import type { Server } from './server';

/** Each file goes up once, all at the same time. The draft has ids in place of paths then. `started` gets the upload tasks. */
export function upload(draft: Draft, server: Server, started: (task?: any) => void, tell: (progress: any) => void): Promise<any> {
  const jobs: { [key: string]: Promise<any> } = {};
  const percents: number[] = [];
  const all: Array<Promise<any>> = [];
  let done = 0;

  draft.attachments.forEach((it) => {
    const { msgtype } = it;
    const body = it[msgtype];
    if (/^[vf]/.test(msgtype)) {
      if (isLocalMedia(body.mediaid)) put(body, body.mediaid, 'mediaid', (follow) => server.upload(body.mediaid, msgtype, follow));
      return;
    }
    const picture = it.image || body.cover;
    const [key, url] = given(picture);
    if (key !== 'url' || !url) return;
    if (faultOfImage(url) === Code.image_local) put(picture, url, 'id', (follow) => server.upload(url, '', follow));
    else if (it.image && !isUploaded(url)) {
      put(picture, url, 'id', () =>
        server.post('/images/from-url', { url }).then(undefined, (error) => {
          // A server that does not know the call yet sends the link as it is.
          if (error.status !== 404) throw error;
          return {};
        }),
      );
    }
  });
  if (all.length) say();
  return Promise.all(all);

  function put(into: any, path: string, key: string, start: (follow: (task?: any) => void) => Promise<any>): void {
    // The blank keeps a path named like an inherited member apart from it.
    const name = key + ' ' + path;
    const index = percents.length;
    if (!jobs[name]) {
      percents.push(0);
      jobs[name] = start((task) => {
        started(task);
        if (task && task.onProgressUpdate) {
          task.onProgressUpdate(({ progress }: any) => {
            percents[index] = progress;
            say();
          });
        }
      }).then((answer) => {
        done++;
        percents[index] = 100;
        say();
        return answer[key];
      });
    }
    all.push(
      jobs[name].then((id) => {
        if (!id) return;
        into.url = '';
        into[key] = id;
      }),
    );
  }

  function say(): void {
    const total = percents.length;
    tell({ done, total, percent: Math.floor(percents.reduce((sum, it) => sum + it, 0) / total) });
  }
}
