/**
 * FLV (Adobe Flash Video File Format 10.1, Annex E) and Enhanced RTMP (Veovera, v1 and v2): the
 * bodies of audio and video messages, and the file around them.
 */
@NullMarked
package io.xlive.mediakit.flv;

import org.jspecify.annotations.NullMarked;
