package io.xlive.web;

import com.fasterxml.jackson.core.exc.StreamReadException;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import com.fasterxml.jackson.databind.exc.UnrecognizedPropertyException;
import io.xlive.spi.ErrorType;
import io.xlive.spi.XliveException;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import jakarta.ws.rs.ext.ExceptionMapper;
import java.io.IOException;
import java.util.Locale;
import org.glassfish.jersey.server.ParamException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Turns whatever a resource throws into problem details. */
final class ProblemMapper implements ExceptionMapper<Throwable> {
  private static final Logger LOG = LoggerFactory.getLogger(ProblemMapper.class);

  @Context private UriInfo uri;

  @Override
  public Response toResponse(Throwable failure) {
    String instance = "/" + uri.getPath(false);
    return switch (failure) {
      case XliveException known -> known(known, instance);
      case ParamException.QueryParamException parameter ->
          refused(parameter.getParameterName() + " cannot be read", instance);
      case WebApplicationException http -> http(http, instance);
      case UnrecognizedPropertyException unknown ->
          refused("there is no field " + unknown.getPropertyName(), instance);
      case StreamReadException unreadable -> refused("the body is no JSON", instance);
      case MismatchedInputException other -> refused("the body has another form", instance);
      case IOException lost -> {
        // The client went away, or did not send its body in time.
        LOG.debug("a request to {} could not be read", instance, lost);
        yield refused("the body could not be read", instance);
      }
      default -> {
        LOG.error("a request to {} failed", instance, failure);
        yield answer(Problem.of(500, "internal", "", instance)).build();
      }
    };
  }

  private static Response known(XliveException failure, String instance) {
    if (failure.code().type() == ErrorType.INTERNAL || failure.code().type() == ErrorType.PLUGIN) {
      LOG.error("a request to {} failed", instance, failure);
    }
    Problem problem = Problem.of(failure, instance);
    Response.ResponseBuilder answer = answer(problem);
    if (problem.status() == 401) {
      answer.header(HttpHeaders.WWW_AUTHENTICATE, "Bearer");
    }
    Problem.retryAfter(failure)
        .ifPresent(seconds -> answer.header(HttpHeaders.RETRY_AFTER, seconds));
    return answer.build();
  }

  private static Response refused(String detail, String instance) {
    return answer(Problem.of(400, WebError.INVALID_PARAMETER.code(), detail, instance)).build();
  }

  private static Response http(WebApplicationException failure, String instance) {
    Response original = failure.getResponse();
    int status = original.getStatus();
    if (status < 400) {
      return original;
    }
    Problem problem = Problem.of(status, "", "", instance);
    String code = problem.title().toLowerCase(Locale.ROOT).replace(' ', '_');
    Response.ResponseBuilder answer = answer(Problem.of(status, code, "", instance));
    String allow = original.getHeaderString(HttpHeaders.ALLOW);
    return allow == null ? answer.build() : answer.header(HttpHeaders.ALLOW, allow).build();
  }

  private static Response.ResponseBuilder answer(Problem problem) {
    return Response.status(problem.status())
        .type(Problem.MEDIA_TYPE)
        .header(HttpHeaders.CACHE_CONTROL, "no-store")
        .header("X-Content-Type-Options", "nosniff")
        .entity(problem);
  }
}
