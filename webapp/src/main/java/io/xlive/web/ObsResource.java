package io.xlive.web;

import io.xlive.kernel.ObsConfig;
import io.xlive.spi.media.StreamPath;
import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.NotFoundException;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * {@code POST /api/v1/obs/GetClientConfiguration}: OBS Studio asks what to send before it goes live
 * with multitrack video. Anyone may ask, for the answer holds nothing that the one who asks does
 * not know; whether a stream key is good is found out by publishing.
 *
 * <p>OBS shows its user a refusal only in an answer of status 200; problem details are for what is
 * no question of OBS.
 */
@Path("api/v1/obs/GetClientConfiguration")
@Produces(MediaType.APPLICATION_JSON)
public final class ObsResource {
  private static final int LONGEST_ECHO = 64;

  private final ObsConfig config;
  private final ObsLadder ladder;
  private final ObsIngest ingest;
  private final JsonBody body;
  private final ApiAccess access;

  @Inject
  ObsResource(ObsConfig config, ObsIngest ingest, Json json, ApiAccess access) {
    this.config = config;
    this.ladder = new ObsLadder(config);
    this.ingest = ingest;
    this.body = new JsonBody(json);
    this.access = access;
  }

  /** What to send and where. */
  @POST
  @OpenToAll
  @Consumes(MediaType.APPLICATION_JSON)
  public Response configure(@Context HttpServletRequest request) throws IOException {
    access.limit(Peers.of(request, "http"));
    if (!config.enable()) {
      throw new NotFoundException();
    }
    ObsAnswer answer = answer(body.read(request, ObsQuestion.class), request.getServerName());
    return Response.ok(answer).header(HttpHeaders.CACHE_CONTROL, "no-store").build();
  }

  private ObsAnswer answer(ObsQuestion question, String host) {
    ObsAnswer.Meta meta =
        new ObsAnswer.Meta(
            echo(question.service()), echo(question.schemaVersion()), UUID.randomUUID().toString());
    String key = question.authentication().orElse("").replaceFirst("\\?.*", "");
    if (StreamPath.of(config.app(), key).isEmpty()) {
      return ObsAnswer.refusal(
          meta,
          "The stream key has to begin with the name of the stream: 1 to 128 letters, digits, dots,"
              + " hyphens, underscores and tildes, as in <b>cam1</b> or <b>cam1?key=SECRET</b>.");
    }
    List<ObsAnswer.Endpoint> endpoints = ingest.endpoints(host);
    if (endpoints.isEmpty()) {
      return ObsAnswer.refusal(meta, "This server takes no RTMP now.");
    }
    try {
      List<ObsAnswer.Video> video = ladder.video(question);
      if (video.isEmpty()) {
        return ObsAnswer.refusal(
            meta, "This OBS has none of the encoders that the server asks for (obs.encoders).");
      }
      return new ObsAnswer(
          meta,
          new ObsAnswer.Status("success", Optional.empty()),
          endpoints,
          video,
          ladder.audio(question));
    } catch (IllegalArgumentException lacking) {
      return ObsAnswer.refusal(meta, String.valueOf(lacking.getMessage()));
    }
  }

  /** Short text of the question. */
  private static String echo(Optional<String> text) {
    return text.map(t -> t.substring(0, Math.min(t.length(), LONGEST_ECHO))).orElse("");
  }
}
