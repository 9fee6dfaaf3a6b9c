package org.example.xlive;

import io.xlive.spi.Plugin;
import io.xlive.spi.auth.AuthProviderFactory;
import io.xlive.spi.codec.CodecFactory;
import io.xlive.spi.event.StreamListenerFactory;
import io.xlive.spi.ratelimit.RateLimitPolicyFactory;
import java.util.List;

/** What the jar brings: the server finds this class by META-INF/services. */
public final class SamplePlugin implements Plugin {
  @Override
  public List<CodecFactory<?>> codecs() {
    return List.of(new PcmCodecFactory());
  }

  @Override
  public List<AuthProviderFactory<?>> authProviders() {
    return List.of(new SharedKeyFactory());
  }

  @Override
  public List<RateLimitPolicyFactory<?>> rateLimitPolicies() {
    return List.of(new OfficeHoursFactory());
  }

  @Override
  public List<StreamListenerFactory<?>> streamListeners() {
    return List.of(new AuditFactory());
  }
}
