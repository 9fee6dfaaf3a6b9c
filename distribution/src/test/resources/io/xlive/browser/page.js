// Plays ?url= with ?player=, and tells how it goes: playerStatus() is asked by the test.
'use strict';

const query = new URLSearchParams(location.search);
const url = query.get('url');
const video = document.getElementById('video');
const told = {fatal: [], errors: [], clock: [], events: [], stalls: 0, longestStall: 0, lowLatency: false};
let latency = () => -1;

function failed(fatal, text) {
  (fatal ? told.fatal : told.errors).push(String(text));
}

function load(script) {
  return new Promise((done, fail) => {
    const element = document.createElement('script');
    element.src = 'lib/' + script;
    element.onload = done;
    element.onerror = fail;
    document.head.append(element);
  });
}

// With lasting, it goes on after a network error that hls.js gave up at, as its manual advises.
async function playHls(lasting) {
  await load('hls.js');
  const hls = new Hls({lowLatencyMode: true});
  window.player = hls;
  hls.on(Hls.Events.ERROR, (event, data) => {
    const again = lasting && data.type === Hls.ErrorTypes.NETWORK_ERROR;
    failed(data.fatal && !again, `${data.type} ${data.details} ${data.error ?? ''} ${data.reason ?? ''}`);
    if (data.fatal && again) {
      setTimeout(() => hls.startLoad(), 1000);
    }
  });
  hls.on(Hls.Events.LEVEL_UPDATED, (event, data) => {
    told.lowLatency = data.details.partTarget > 0;
  });
  latency = () => hls.latency;
  hls.loadSource(url);
  hls.attachMedia(video);
}

const players = {
  hls: () => playHls(false),
  lasting: () => playHls(true),
  async shaka() {
    await load('shaka.js');
    const player = new shaka.Player();
    await player.attach(video);
    player.addEventListener('error', event =>
        failed(event.detail.severity === 2, `${event.detail.code} ${event.detail.data}`));
    latency = () => player.isLive() ? (player.getStats().liveLatency ?? -1) : -1;
    await player.load(url);
  },
  async dash() {
    await load('dash.js');
    const player = dashjs.MediaPlayer().create();
    player.on('error', event => failed(true, JSON.stringify(event.error)));
    for (const type of ['urn:xlive:event:json', 'https://aomedia.org/emsg/ID3']) {
      player.on(type, ({event}) => told.events.push({
        kind: 'event', label: '', type, key: '', start: event.calculatedPresentationTime,
        playing: video.currentTime, text: plain(event.messageData),
      }));
    }
    player.initialize(video, url, true);
    latency = () => player.getCurrentLiveLatency();
  },
  async mpegts() {
    await load('mpegts.js');
    const player = mpegts.createPlayer({type: 'flv', isLive: true, url});
    player.on(mpegts.Events.ERROR, (type, detail, more) =>
        failed(true, `${type} ${detail} ${JSON.stringify(more)}`));
    player.attachMediaElement(video);
    player.load();
    latency = () => video.buffered.length ? video.buffered.end(video.buffered.length - 1) - video.currentTime : -1;
  },
};

let stalledAt = 0;
function stalled() {
  return stalledAt === 0 ? 0 : (performance.now() - stalledAt) / 1000;
}
video.addEventListener('waiting', () => {
  if (video.currentTime > 0) {
    told.stalls++;
    stalledAt ||= performance.now();
  }
});
video.addEventListener('playing', () => {
  told.longestStall = Math.max(told.longestStall, stalled());
  stalledAt = 0;
});
video.addEventListener('error', () => failed(true, `video ${video.error.code} ${video.error.message}`));
video.addEventListener('canplay', () => video.play().catch(error => failed(false, error)), {once: true});

// The clock of ClockSource: 20 bits of milliseconds as blocks, with the opposite below each.
const BITS = 20;
const canvas = document.createElement('canvas');
canvas.width = 320;
canvas.height = 180;
const pixels = canvas.getContext('2d', {willReadFrequently: true});

function readClock() {
  pixels.drawImage(video, 0, 0, canvas.width, canvas.height);
  const row = y => pixels.getImageData(0, y, canvas.width, 1).data;
  const above = row(24), below = row(72);
  let shown = 0;
  for (let bit = 0; bit < BITS; bit++) {
    const at = (bit * 16 + 8) * 4;
    if (Math.abs(above[at] - below[at]) < 128) {
      return; // no clock in the picture
    }
    shown = shown * 2 + (above[at] > below[at] ? 1 : 0);
  }
  const span = 2 ** BITS;
  told.clock.push(((Date.now() % span) - shown + span) % span);
}

function eachFrame() {
  readClock();
  video.requestVideoFrameCallback(eachFrame);
}
video.requestVideoFrameCallback(eachFrame);

function playerStatus() {
  const quality = video.getVideoPlaybackQuality();
  return JSON.stringify({
    ...told,
    longestStall: Math.max(told.longestStall, stalled()),
    seconds: video.currentTime,
    frames: quality.totalVideoFrames,
    dropped: quality.droppedVideoFrames,
    width: video.videoWidth,
    latency: Number(latency() ?? -1),
  });
}

// What was told at a time: the cues of all text tracks, and the events of dash.js.
function playerTold() {
  const all = [...told.events];
  for (const track of video.textTracks) {
    for (const cue of track.cues ?? []) {
      const {key = '', data = ''} = cue.value ?? {};
      const text = cue.text || cue.cueHTMLElement?.textContent || plain(data);
      all.push({kind: track.kind, label: track.label, type: cue.type ?? '', key, start: cue.startTime, text});
    }
  }
  return JSON.stringify({all});
}

function plain(data) {
  return typeof data === 'string' ? data : new TextDecoder().decode(data);
}

// Where the player is and what it holds, for the message of a test that failed.
function playerBuffers() {
  const ranges = [];
  for (let at = 0; at < video.buffered.length; at++) {
    ranges.push(`${video.buffered.start(at).toFixed(3)}..${video.buffered.end(at).toFixed(3)}`);
  }
  return `at ${video.currentTime.toFixed(3)} of ${ranges.join(' ')}, readyState ${video.readyState}`
      + `${video.paused ? ', paused' : ''}${video.seeking ? ', seeking' : ''}`;
}

players[query.get('player')]().catch(error => failed(true, error.stack ?? error));
